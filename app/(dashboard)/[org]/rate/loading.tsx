import { PageHeader } from "@/app/_components/page-header";
import { RateSkeleton } from "./_components/rate-skeleton";

export default function RateLoading() {
  return (
    <>
      <PageHeader title="To rate" />
      <RateSkeleton />
    </>
  );
}
