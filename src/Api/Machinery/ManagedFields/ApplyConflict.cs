using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ManagedFields;

/// <summary>A field that someone else owns with another value.</summary>
/// <param name="Manager">As messages name it: <c>"kubectl-edit" using apps/v1</c>.</param>
/// <param name="Path">The field: <c>.spec.replicas</c>.</param>
public sealed record ApplyConflict(string Manager, string Path)
{
    /// <summary>The 409 that clients read, with one cause for each conflict.</summary>
    public static Status ToStatus(IReadOnlyList<ApplyConflict> conflicts)
    {
        var causes = new List<StatusCause>(conflicts.Count);
        foreach (ApplyConflict conflict in conflicts)
        {
            causes.Add(new()
            {
                Reason = "FieldManagerConflict",
                Message = $"conflict with {conflict.Manager}",
                Field = conflict.Path,
            });
        }
        return new Status
        {
            StatusValue = "Failure",
            Reason = "Conflict",
            Code = 409,
            Message = Message(conflicts),
            Details = new StatusDetails { Causes = causes },
        };
    }

    private static string Message(IReadOnlyList<ApplyConflict> conflicts)
    {
        if (conflicts.Count == 1)
            return $"Apply failed with 1 conflict: conflict with {conflicts[0].Manager}: {conflicts[0].Path}";
        var lines = new List<string>();
        IEnumerable<IGrouping<string, ApplyConflict>> groups = conflicts
            .GroupBy(static conflict => conflict.Manager)
            .OrderBy(static group => group.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, ApplyConflict> group in groups)
        {
            lines.Add($"conflicts with {group.Key}:");
            foreach (ApplyConflict conflict in group)
                lines.Add($"- {conflict.Path}");
        }
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
