namespace Kubesharp.Api.Meta;

/// <summary>A API group list.</summary>
[ApiKind("v1", "APIGroupList")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList")]
public sealed partial record APIGroupList : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIGroupList Empty { get; } = new();

    /// <summary>Groups.</summary>
    [Field(1, "groups", Always = true), Required, Atomic] public IReadOnlyList<APIGroup> Groups { get; init; } = [];
}
