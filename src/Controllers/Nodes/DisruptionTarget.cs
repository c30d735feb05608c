using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Nodes;

/// <summary>
/// The condition that says that a Pod goes for the cluster's reasons and not for its own (KEP-3329). Pure.
/// </summary>
internal static class DisruptionTarget
{
    public const string Type = "DisruptionTarget";

    /// <summary>The Pod with the condition; since when it holds is kept.</summary>
    public static Pod On(Pod pod, string reason, string message, DateTimeOffset now)
    {
        PodCondition? known = pod.Status.Conditions.FirstOrDefault(static one => one.Type == Type);
        PodCondition wanted = PodCondition.Empty with
        {
            Type = Type,
            Status = "True",
            Reason = reason,
            Message = message,
            ObservedGeneration = pod.Metadata.Generation,
            LastTransitionTime = known?.Status == "True" ? known.LastTransitionTime : new Time(now),
        };
        return pod with
        {
            Status = pod.Status with
            {
                Conditions = [.. pod.Status.Conditions.Where(static one => one.Type != Type), wanted],
            },
        };
    }
}
