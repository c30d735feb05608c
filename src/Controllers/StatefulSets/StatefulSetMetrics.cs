using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Client;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>How each StatefulSet stands to what it may miss, under upstream's names.</summary>
internal sealed class StatefulSetMetrics(ControllerMetrics metrics)
{
    private readonly MetricFamily allowed = metrics.Gauge(
        "statefulset_controller_statefulset_max_unavailable",
        "Maximum number of unavailable pods allowed during StatefulSet rolling updates");
    private readonly MetricFamily missing = metrics.Gauge(
        "statefulset_controller_statefulset_unavailable_replicas",
        "Current number of unavailable pods in StatefulSet");

    public void Set(StatefulSet set, StatefulSetStatus status)
    {
        int wanted = set.Spec.Replicas ?? 1;
        IntOrString may = set.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable ?? 1;
        string[] labels = LabelsOf(ObjectKey.Of(set), set.Spec.PodManagementPolicy);
        allowed.Set(Math.Max(1, may.Scale(wanted, roundUp: false)), labels);
        missing.Set(Math.Max(0, wanted - status.AvailableReplicas), labels);
    }

    public void Gone(ObjectKey set)
    {
        foreach (string policy in (string[])["OrderedReady", "Parallel"])
        {
            allowed.Remove(LabelsOf(set, policy));
            missing.Remove(LabelsOf(set, policy));
        }
    }

    private static string[] LabelsOf(ObjectKey set, string policy) =>
    [
        "statefulset_namespace", set.Namespace, "statefulset_name", set.Name, "pod_management_policy", policy,
    ];
}
