using System.Globalization;
using System.Text;

namespace Kubesharp.Scheduler.Framework;

/// <summary>Why nodes were rejected, counted by reason, for the event and the Pod's condition.</summary>
public sealed class Diagnosis(int nodeCount)
{
    private readonly Dictionary<string, int> reasons = new(StringComparer.Ordinal);
    private string prefix = "";

    /// <summary>The changes that may help.</summary>
    public ClusterEvent WakeOn { get; private set; } = ClusterEvent.NodeAdded | ClusterEvent.PodChanged;

    public void Reject(Status status, ClusterEvent wakeOn)
    {
        WakeOn |= wakeOn;
        foreach (string reason in status.Reasons)
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
    }

    public Diagnosis RejectAll(Status status, ClusterEvent wakeOn)
    {
        WakeOn |= wakeOn;
        prefix = string.Join(", ", status.Reasons);
        return this;
    }

    /// <summary>
    /// Upstream's sentence: <c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.</c>
    /// </summary>
    public string Message
    {
        get
        {
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"0/{nodeCount} nodes are available");
            if (prefix.Length > 0)
                return text.Append(": ").Append(prefix).Append('.').ToString();
            if (reasons.Count == 0)
                return nodeCount == 0 ? "no nodes available to schedule pods" : text.Append('.').ToString();
            string listed = string.Join(", ", reasons
                .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}"))
                .Order(StringComparer.Ordinal));
            text.Append(": ").Append(listed).Append('.');
            return text.ToString();
        }
    }
}
