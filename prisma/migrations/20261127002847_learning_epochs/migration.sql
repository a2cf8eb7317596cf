-- CreateTable
CREATE TABLE "learning_shared_epochs" (
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "since_day" DATE NOT NULL,
    "direction" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learning_shared_epochs_pkey" PRIMARY KEY ("provider","model")
);

-- CreateTable
CREATE TABLE "learning_own_epochs" (
    "org_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "since_day" DATE NOT NULL,
    "direction" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learning_own_epochs_pkey" PRIMARY KEY ("org_id","provider","model")
);

SELECT floopy_protect_table('learning_shared_epochs');
SELECT floopy_protect_table('learning_own_epochs');

-- Everybody may read since when a model has changed, and the worker alone says so.
REVOKE INSERT, UPDATE, DELETE ON learning_shared_epochs, learning_own_epochs FROM floopy_app;
