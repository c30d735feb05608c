using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>The merged object without managedFields, the managedFields that belong to it, or the conflicts.</summary>
public sealed record ApplyResult(
    Tree Tree, IReadOnlyList<ManagedFieldsEntry> ManagedFields, IReadOnlyList<ApplyConflict> Conflicts)
{
    public bool Succeeded => Conflicts.Count == 0;
}
