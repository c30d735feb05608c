using System.Diagnostics.CodeAnalysis;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Patches;

/// <summary>The patched tree, or why there is none.</summary>
public readonly record struct PatchResult
{
    private PatchResult(Tree? tree, PatchFailure failure, string error)
    {
        Tree = tree;
        Failure = failure;
        Error = error;
    }

    public Tree? Tree { get; }
    public PatchFailure Failure { get; }
    /// <summary>A sentence for people; empty on success.</summary>
    public string Error { get; }

    [MemberNotNullWhen(true, nameof(Tree))]
    public bool Succeeded => Failure == PatchFailure.None;

    public static PatchResult Of(Tree tree) => new(tree, PatchFailure.None, "");
    public static PatchResult Malformed(string error) => new(null, PatchFailure.Malformed, error);
    public static PatchResult TooLarge(string error) => new(null, PatchFailure.TooLarge, error);
    public static PatchResult Unclassified(string error) => new(null, PatchFailure.Unclassified, error);
    public static PatchResult Unprocessable(string error) => new(null, PatchFailure.Unprocessable, error);
}
