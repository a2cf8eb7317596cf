import { PageHeader } from "@/app/_components/page-header";
import { FirewallSkeleton } from "./_components/firewall-skeleton";

export default function FirewallLoading() {
  return (
    <>
      <PageHeader title="Firewall" />
      <FirewallSkeleton />
    </>
  );
}
