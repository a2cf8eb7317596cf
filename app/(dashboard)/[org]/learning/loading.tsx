import { PageHeader } from "@/app/_components/page-header";
import { LearningSkeleton } from "./_components/learning-skeleton";

export default function LearningLoading() {
  return (
    <>
      <PageHeader title="Learning" />
      <LearningSkeleton />
    </>
  );
}
