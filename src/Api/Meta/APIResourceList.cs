namespace Kubesharp.Api.Meta;

/// <summary>A API resource list.</summary>
[ApiKind("v1", "APIResourceList")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList")]
public sealed partial record APIResourceList : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIResourceList Empty { get; } = new();

    /// <summary>Group version.</summary>
    [Field(1, "groupVersion", Always = true), Required] public string GroupVersion { get; init; } = "";
    /// <summary>Resources.</summary>
    [Field(2, "resources", Always = true), Required, Atomic]
    public IReadOnlyList<APIResource> Resources { get; init; } = [];
}
