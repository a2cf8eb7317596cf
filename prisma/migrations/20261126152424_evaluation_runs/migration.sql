-- AlterTable
ALTER TABLE "evaluations" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "error" TEXT,
ADD COLUMN     "row_count" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "evaluations_due_at_idx" ON "evaluations"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_results_evaluation_id_input_id_key" ON "evaluation_results"("evaluation_id", "input_id");
