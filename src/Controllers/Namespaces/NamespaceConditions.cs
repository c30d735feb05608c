using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp.Controllers.Namespaces;

/// <summary>The five conditions that say why a namespace is still there, with upstream's texts. Pure.</summary>
internal static class NamespaceConditions
{
    public static IReadOnlyList<NamespaceCondition> For(
        IReadOnlyList<NamespaceCondition> known, IReadOnlyList<Remaining> remaining, ApiError? failure,
        DateTimeOffset now)
    {
        string left = string.Join(", ", remaining.Select(static entry =>
            $"{Named(entry.Resource)} has {entry.Items.Count} resource instances"));
        Dictionary<string, int> finalizers = remaining.SelectMany(static entry => entry.Items)
            .SelectMany(static item => item.Metadata.Finalizers)
            .CountBy(static finalizer => finalizer).ToDictionary();
        string held = string.Join(", ", finalizers.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key} in {pair.Value} resource instances"));
        return
        [
            Of("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered",
                "All resources successfully discovered"),
            Of("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions",
                "All legacy kube types successfully parsed"),
            failure is null
                ? Of("NamespaceDeletionContentFailure", false, "ContentDeleted",
                    "All content successfully deleted, may be waiting on finalization")
                : Of("NamespaceDeletionContentFailure", true, "ContentDeletionFailed",
                    "Failed to delete all resource types: " + failure.Message),
            remaining.Count == 0
                ? Of("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
                : Of("NamespaceContentRemaining", true, "SomeResourcesRemain",
                    "Some resources are remaining: " + left),
            held.Length == 0
                ? Of("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers",
                    "All content-preserving finalizers finished")
                : Of("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                    "Some content in the namespace has finalizers remaining: " + held),
        ];

        NamespaceCondition Of(string type, bool failed, string reason, string message)
        {
            string status = failed ? "True" : "False";
            NamespaceCondition? before = known.FirstOrDefault(condition => condition.Type == type);
            if (before is not null && before.Status == status && before.Reason == reason && before.Message == message)
                return before;
            return NamespaceCondition.Empty with
            {
                Type = type,
                Status = status,
                Reason = reason,
                Message = message,
                LastTransitionTime = before?.Status == status ? before.LastTransitionTime : new Time(now),
            };
        }
    }

    // pods. with a trailing dot for the core group: what upstream prints.
    private static string Named(ResourceDefinition resource) => $"{resource.Plural}.{resource.Group}";
}
