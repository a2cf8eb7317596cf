import { PAGE_MAX } from "./scim-list";
import { GROUP_SCHEMA, listResource, type Resource, USER_SCHEMA } from "./scim-resources";

const SCHEMAS_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const TYPE_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const CONFIG_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

interface Attribute {
  name: string;
  type: "string" | "boolean" | "complex" | "reference";
  isRequired?: boolean;
  isMany?: boolean;
  isReadOnly?: boolean;
  isUnique?: boolean;
  parts?: readonly Attribute[];
}

const string = (name: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: "string",
  ...more,
});

const USER_ATTRIBUTES: readonly Attribute[] = [
  string("userName", { isRequired: true, isUnique: true }),
  {
    name: "name",
    type: "complex",
    parts: [string("givenName"), string("familyName"), string("formatted", { isReadOnly: true })],
  },
  string("displayName"),
  {
    name: "emails",
    type: "complex",
    isMany: true,
    parts: [string("value"), string("type"), { name: "primary", type: "boolean" }],
  },
  { name: "active", type: "boolean" },
  {
    name: "groups",
    type: "complex",
    isMany: true,
    isReadOnly: true,
    parts: [string("value"), string("display"), { name: "$ref", type: "reference" }],
  },
];

const GROUP_ATTRIBUTES: readonly Attribute[] = [
  string("displayName", { isRequired: true, isUnique: true }),
  {
    name: "members",
    type: "complex",
    isMany: true,
    parts: [
      string("value"),
      string("display", { isReadOnly: true }),
      { name: "$ref", type: "reference" },
      string("type"),
    ],
  },
];

/** What this service can do (RFC 7643, sections 5 to 7); undefined for what there is not. */
export function discovery(path: readonly string[], base: string): Resource | undefined {
  const [kind, id, more] = path;
  if (more !== undefined) return undefined;
  switch (kind) {
    case "ServiceProviderConfig":
      return id === undefined ? config(base) : undefined;
    case "ResourceTypes":
      return listOrOne(
        [resourceType("User", USER_SCHEMA, base), resourceType("Group", GROUP_SCHEMA, base)],
        id,
      );
    case "Schemas":
      return listOrOne(
        [
          schema(USER_SCHEMA, "User", USER_ATTRIBUTES, base),
          schema(GROUP_SCHEMA, "Group", GROUP_ATTRIBUTES, base),
        ],
        id,
      );
    default:
      return undefined;
  }
}

function listOrOne(all: readonly Resource[], id: string | undefined): Resource | undefined {
  if (id === undefined) return listResource(all.length, 1, all);
  return all.find((each) => each.id === id);
}

function config(base: string): Resource {
  const no = { supported: false };
  return {
    schemas: [CONFIG_SCHEMA],
    patch: { supported: true },
    bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: PAGE_MAX },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer token",
        description: "A token made in Floopy under Settings, Single sign-on.",
        specUri: "https://www.rfc-editor.org/info/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

function resourceType(name: string, schemaId: string, base: string): Resource {
  return {
    schemas: [TYPE_SCHEMA],
    id: name,
    name,
    endpoint: `/${name}s`,
    schema: schemaId,
    schemaExtensions: [],
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  };
}

function schema(id: string, name: string, attributes: readonly Attribute[], base: string): Resource {
  return {
    schemas: [SCHEMAS_SCHEMA],
    id,
    name,
    attributes: attributes.map(described),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  };
}

function described(attribute: Attribute): Resource {
  const {
    name,
    type,
    isRequired = false,
    isMany = false,
    isReadOnly = false,
    isUnique = false,
    parts,
  } = attribute;
  return {
    name,
    type,
    multiValued: isMany,
    required: isRequired,
    caseExact: false,
    mutability: isReadOnly ? "readOnly" : "readWrite",
    returned: "default",
    uniqueness: isUnique ? "server" : "none",
    ...(parts === undefined ? {} : { subAttributes: parts.map(described) }),
  };
}
