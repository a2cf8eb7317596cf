"use client";

import { useQueryState } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { useConsole } from "@/app/_components/shell/console-context";
import { EmptyState } from "@/app/_ui/empty-state";
import { Tab, Tabs, TabsList, TabsPanel } from "@/app/_ui/tabs";
import { type SettingsTab, settingsSearchParams } from "../search-params";
import { AccountSettings } from "./account/account-settings";
import { AuditSettings } from "./audit/audit-settings";
import { BillingSettings } from "./billing/billing-settings";
import { CacheSettingsSection } from "./cache-settings-section";
import { DataSettings } from "./data-settings";
import { FeedbackSettingsSection } from "./feedback-settings";
import { GeneralSettings } from "./general-settings";
import { LimitsSettings } from "./limits-settings";
import { MembersSettings } from "./members/members-settings";
import { SsoSettings } from "./sso/sso-settings";
import { WebhooksSettings } from "./webhooks/webhooks-settings";

export function SettingsView() {
  const { may, org } = useConsole();
  const [tab, setTab] = useQueryState("tab", settingsSearchParams.tab);
  const mayReadMembers = may("member:read");
  const maySetSso = may("sso:manage");
  const mayReadAudit = may("audit:read");
  const mayReadWebhooks = may("webhook:read");
  const mayReadUsage = may("usage:read");
  const mayReadBilling = may("billing:read");
  const mayOpen: Partial<Record<SettingsTab, boolean>> = {
    ...{ limits: mayReadUsage, billing: mayReadBilling, members: mayReadMembers },
    ...{ webhooks: mayReadWebhooks, sso: maySetSso, audit: mayReadAudit },
  };
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody>
        <Tabs
          value={tab}
          onValueChange={(value: SettingsTab) => void setTab(value)}
          orientation="vertical"
          className="gap-x-10 gap-y-6 max-md:space-y-6 md:grid md:grid-cols-[10rem_minmax(0,44rem)]"
        >
          <TabsList aria-label="Settings" isList>
            <Tab value="general">General</Tab>
            <Tab value="data">Data</Tab>
            <Tab value="cache">Cache</Tab>
            <Tab value="feedback">Feedback</Tab>
            {mayReadUsage && <Tab value="limits">Limits</Tab>}
            {mayReadBilling && <Tab value="billing">Plan & billing</Tab>}
            {mayReadMembers && <Tab value="members">Members</Tab>}
            {mayReadWebhooks && <Tab value="webhooks">Webhooks</Tab>}
            {maySetSso && <Tab value="sso">Single sign-on</Tab>}
            {mayReadAudit && <Tab value="audit">Audit</Tab>}
            <Tab value="account">Account</Tab>
          </TabsList>
          <TabsPanel value="general">
            <GeneralSettings />
          </TabsPanel>
          <TabsPanel value="data">
            <DataSettings />
          </TabsPanel>
          <TabsPanel value="cache">
            <CacheSettingsSection />
          </TabsPanel>
          <TabsPanel value="feedback">
            <FeedbackSettingsSection />
          </TabsPanel>
          {mayReadUsage && (
            <TabsPanel value="limits">
              <LimitsSettings />
            </TabsPanel>
          )}
          {mayReadBilling && (
            <TabsPanel value="billing">
              <BillingSettings />
            </TabsPanel>
          )}
          {mayReadMembers && (
            <TabsPanel value="members">
              <MembersSettings />
            </TabsPanel>
          )}
          {mayReadWebhooks && (
            <TabsPanel value="webhooks">
              <WebhooksSettings />
            </TabsPanel>
          )}
          {maySetSso && (
            <TabsPanel value="sso">
              <SsoSettings />
            </TabsPanel>
          )}
          {mayReadAudit && (
            <TabsPanel value="audit">
              <AuditSettings />
            </TabsPanel>
          )}
          <TabsPanel value="account">
            <AccountSettings />
          </TabsPanel>
          {mayOpen[tab] === false && (
            <EmptyState
              title="Not for your role"
              description={`Your role in ${org.name} does not include these settings. An owner or admin can open them, or change your role.`}
            />
          )}
        </Tabs>
      </PageBody>
    </>
  );
}
