-- CreateEnum
CREATE TYPE "EvaluationStatus" AS ENUM ('pending', 'running', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "FeedbackKind" AS ENUM ('nps', 'thumb', 'rating', 'correction', 'demonstration', 'metric', 'comment');

-- CreateEnum
CREATE TYPE "ApiKeyKind" AS ENUM ('server', 'publishable');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'member', 'viewer', 'rater');

-- CreateEnum
CREATE TYPE "PlanId" AS ENUM ('free', 'pro', 'enterprise');

-- CreateEnum
CREATE TYPE "LearningMode" AS ENUM ('shared', 'isolated');

-- CreateEnum
CREATE TYPE "StorageMode" AS ENUM ('full', 'redacted', 'metadata', 'none');

-- CreateEnum
CREATE TYPE "RoutingStrategy" AS ENUM ('feedback_driven', 'fallback', 'weighted', 'round_robin', 'latency_based', 'pinned');

-- CreateEnum
CREATE TYPE "ExperimentStatus" AS ENUM ('active', 'rolled_back', 'completed');

-- CreateTable
CREATE TABLE "prompts" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt_versions" (
    "org_id" TEXT NOT NULL,
    "prompt_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "messages" JSONB NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("prompt_id","version")
);

-- CreateTable
CREATE TABLE "datasets" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_rows" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "expected" JSONB,
    "source_request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluations" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_id" TEXT,
    "status" "EvaluationStatus" NOT NULL DEFAULT 'pending',
    "config" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_results" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "evaluation_id" TEXT NOT NULL,
    "input_id" TEXT NOT NULL,
    "output" TEXT,
    "score" DOUBLE PRECISION,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_results_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "request_id" UUID,
    "end_user_id" TEXT NOT NULL DEFAULT '',
    "kind" "FeedbackKind" NOT NULL,
    "metric" TEXT NOT NULL DEFAULT '',
    "score" INTEGER,
    "is_useful" BOOLEAN,
    "value" DOUBLE PRECISION,
    "comment" TEXT,
    "locale" TEXT,
    "source" TEXT NOT NULL DEFAULT 'api',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nps_responses" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'default',
    "session_id" TEXT NOT NULL,
    "end_user_id" TEXT,
    "score" INTEGER NOT NULL,
    "comment" TEXT,
    "locale" TEXT,
    "proof" TEXT NOT NULL,
    "show_id" TEXT,
    "propensity" DOUBLE PRECISION,
    "is_sandbox" BOOLEAN NOT NULL DEFAULT false,
    "shown_at" TIMESTAMPTZ(3),
    "edit_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "nps_responses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "firewall_policies" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rules" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "firewall_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT NOT NULL,
    "address" TEXT,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_messages" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "image" TEXT,
    "email_verified_at" TIMESTAMPTZ(3),
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("provider","provider_account_id")
);

-- CreateTable
CREATE TABLE "login_sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "login_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_tokens" (
    "identifier" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_tokens_pkey" PRIMARY KEY ("identifier","token_hash")
);

-- CreateTable
CREATE TABLE "local_mails" (
    "id" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "local_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle_counters" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "throttle_counters_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "kind" "ApiKeyKind" NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "pepper_version" INTEGER NOT NULL DEFAULT 1,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "permissions" TEXT[],
    "allowed_models" TEXT[],
    "allowed_ips" TEXT[],
    "allowed_origins" TEXT[],
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_keys" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT,
    "ciphertext" BYTEA,
    "wrapped_key" BYTEA,
    "master_key_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_four" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "weight" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "org_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "learning_mode" "LearningMode" NOT NULL DEFAULT 'shared',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("org_id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "org_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("org_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "storage_mode" "StorageMode" NOT NULL DEFAULT 'redacted',
    "hash_end_user_ids" BOOLEAN NOT NULL DEFAULT false,
    "task_category" TEXT,
    "default_route_slug" TEXT NOT NULL DEFAULT 'auto',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "org_id" TEXT NOT NULL,
    "plan_id" "PlanId" NOT NULL DEFAULT 'free',
    "status" TEXT NOT NULL DEFAULT 'active',
    "stripe_customer_id" TEXT,
    "stripe_subscription_id" TEXT,
    "trial_ends_at" TIMESTAMPTZ(3),
    "current_period_start" TIMESTAMPTZ(3),
    "current_period_end" TIMESTAMPTZ(3),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "overage_cap_micro_usd" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("org_id")
);

-- CreateTable
CREATE TABLE "routes" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "strategy" "RoutingStrategy" NOT NULL DEFAULT 'weighted',
    "cost_weight" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "pinned_candidate_id" TEXT,
    "constraints" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route_candidates" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "route_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "route_candidates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiments" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "status" "ExperimentStatus" NOT NULL DEFAULT 'active',
    "variant_a_route_id" TEXT NOT NULL,
    "variant_b_route_id" TEXT NOT NULL,
    "split_percentage" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rolled_back_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "end_user_id" TEXT,
    "source" TEXT NOT NULL,
    "turn_count" INTEGER NOT NULL DEFAULT 0,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("org_id","project_id","id")
);

-- CreateTable
CREATE TABLE "requests" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "session_source" TEXT NOT NULL,
    "end_user_id" TEXT,
    "endpoint" TEXT NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "requested_model" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "response_model" TEXT,
    "provider_key_id" TEXT,
    "route_id" TEXT,
    "status" TEXT NOT NULL,
    "http_status" INTEGER NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "finish_reason" TEXT,
    "attempts" JSONB NOT NULL DEFAULT '[]',
    "fallback_index" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" INTEGER,
    "cached_input_tokens" INTEGER,
    "cache_write_tokens" INTEGER,
    "output_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "is_usage_estimated" BOOLEAN NOT NULL DEFAULT false,
    "cost_micro_usd" INTEGER,
    "input_cost_micro_usd" INTEGER,
    "output_cost_micro_usd" INTEGER,
    "latency_ms" INTEGER NOT NULL,
    "ttft_ms" INTEGER,
    "gateway_us" INTEGER,
    "stages" JSONB NOT NULL DEFAULT '{}',
    "cache_status" TEXT NOT NULL DEFAULT 'off',
    "firewall_status" TEXT NOT NULL DEFAULT 'skipped',
    "storage_mode" TEXT NOT NULL,
    "is_sandbox" BOOLEAN NOT NULL DEFAULT false,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "user_agent" TEXT,
    "prompt_id" TEXT,
    "prompt_version" INTEGER,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "request_bodies" (
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "org_id" TEXT NOT NULL,
    "request_body" TEXT,
    "response_body" TEXT,
    "is_truncated" BOOLEAN NOT NULL DEFAULT false,
    "is_redacted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "request_bodies_pkey" PRIMARY KEY ("request_id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "decisions" (
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "route_id" TEXT,
    "strategy" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "provider" TEXT,
    "model" TEXT,
    "reason" TEXT NOT NULL,
    "propensity" DOUBLE PRECISION,
    "candidates" JSONB NOT NULL DEFAULT '[]',
    "filtered" JSONB NOT NULL DEFAULT '[]',
    "weights" JSONB NOT NULL DEFAULT '{}',
    "confidence" DOUBLE PRECISION,
    "confidence_reason" TEXT,
    "exploration_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "used_shared_pool_prior" BOOLEAN NOT NULL DEFAULT false,
    "snapshot_id" TEXT,
    "experiment_id" TEXT,
    "evidence" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("request_id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "request_rollups" (
    "org_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,
    "unpriced_count" INTEGER NOT NULL,
    "latency_ms_sum" BIGINT NOT NULL,
    "latency_histogram" INTEGER[],

    CONSTRAINT "request_rollups_pkey" PRIMARY KEY ("org_id","project_id","hour","provider","model","status")
);

-- CreateIndex
CREATE INDEX "prompts_org_id_idx" ON "prompts"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "prompts_project_id_slug_key" ON "prompts"("project_id", "slug");

-- CreateIndex
CREATE INDEX "prompt_versions_org_id_idx" ON "prompt_versions"("org_id");

-- CreateIndex
CREATE INDEX "datasets_org_id_idx" ON "datasets"("org_id");

-- CreateIndex
CREATE INDEX "dataset_rows_org_id_idx" ON "dataset_rows"("org_id");

-- CreateIndex
CREATE INDEX "dataset_rows_dataset_id_created_at_idx" ON "dataset_rows"("dataset_id", "created_at");

-- CreateIndex
CREATE INDEX "evaluations_org_id_created_at_idx" ON "evaluations"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "evaluation_results_org_id_idx" ON "evaluation_results"("org_id");

-- CreateIndex
CREATE INDEX "evaluation_results_evaluation_id_created_at_idx" ON "evaluation_results"("evaluation_id", "created_at");

-- CreateIndex
CREATE INDEX "feedback_org_id_created_at_idx" ON "feedback"("org_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_org_id_project_id_session_id_end_user_id_kind_metr_key" ON "feedback"("org_id", "project_id", "session_id", "end_user_id", "kind", "metric");

-- CreateIndex
CREATE INDEX "nps_responses_org_id_created_at_idx" ON "nps_responses"("org_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "nps_responses_org_id_project_id_survey_session_id_key" ON "nps_responses"("org_id", "project_id", "survey", "session_id");

-- CreateIndex
CREATE INDEX "firewall_policies_org_id_idx" ON "firewall_policies"("org_id");

-- CreateIndex
CREATE INDEX "audit_entries_org_id_created_at_idx" ON "audit_entries"("org_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_org_id_sequence_key" ON "audit_entries"("org_id", "sequence");

-- CreateIndex
CREATE INDEX "outbox_messages_delivered_at_available_at_idx" ON "outbox_messages"("delivered_at", "available_at");

-- CreateIndex
CREATE INDEX "outbox_messages_org_id_idx" ON "outbox_messages"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "login_sessions_user_id_idx" ON "login_sessions"("user_id");

-- CreateIndex
CREATE INDEX "local_mails_created_at_idx" ON "local_mails"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_org_id_created_at_idx" ON "api_keys"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "provider_keys_org_id_provider_idx" ON "provider_keys"("org_id", "provider");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_org_id_idx" ON "invitations"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "projects_org_id_slug_key" ON "projects"("org_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_stripe_customer_id_key" ON "subscriptions"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_stripe_subscription_id_key" ON "subscriptions"("stripe_subscription_id");

-- CreateIndex
CREATE INDEX "routes_org_id_idx" ON "routes"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "routes_project_id_slug_key" ON "routes"("project_id", "slug");

-- CreateIndex
CREATE INDEX "route_candidates_org_id_idx" ON "route_candidates"("org_id");

-- CreateIndex
CREATE UNIQUE INDEX "route_candidates_route_id_provider_model_key" ON "route_candidates"("route_id", "provider", "model");

-- CreateIndex
CREATE INDEX "experiments_org_id_created_at_idx" ON "experiments"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "sessions_org_id_last_seen_at_idx" ON "sessions"("org_id", "last_seen_at");

-- CreateIndex
CREATE INDEX "requests_org_id_created_at_id_idx" ON "requests"("org_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "requests_org_id_project_id_session_id_created_at_idx" ON "requests"("org_id", "project_id", "session_id", "created_at");

-- CreateIndex
CREATE INDEX "request_bodies_org_id_created_at_idx" ON "request_bodies"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "decisions_org_id_created_at_idx" ON "decisions"("org_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "decisions_org_id_session_id_created_at_idx" ON "decisions"("org_id", "session_id", "created_at");

-- AddForeignKey
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_prompt_id_fkey" FOREIGN KEY ("prompt_id") REFERENCES "prompts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_rows" ADD CONSTRAINT "dataset_rows_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_results" ADD CONSTRAINT "evaluation_results_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route_candidates" ADD CONSTRAINT "route_candidates_route_id_fkey" FOREIGN KEY ("route_id") REFERENCES "routes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
