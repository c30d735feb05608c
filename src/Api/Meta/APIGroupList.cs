namespace Kubesharp.Api.Meta;

/// <summary>The groups that are served, without the core group.</summary>
[ApiKind("v1", "APIGroupList")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList")]
public sealed partial record APIGroupList : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIGroupList Empty { get; } = new();

    /// <summary>One entry a group, in the order that short names are looked up in.</summary>
    [Field(1, "groups", Always = true), Required, Atomic] public IReadOnlyList<APIGroup> Groups { get; init; } = [];
}
