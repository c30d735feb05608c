namespace Kubesharp.Api.Meta;

/// <summary>The resources of one version of a group.</summary>
[ApiKind("v1", "APIResourceList")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList")]
public sealed partial record APIResourceList : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIResourceList Empty { get; } = new();

    /// <summary>The group and version, as in apiVersion: apps/v1.</summary>
    [Field(1, "groupVersion", Always = true), Required] public string GroupVersion { get; init; } = "";
    /// <summary>One entry a resource and one a subresource.</summary>
    [Field(2, "resources", Always = true), Required, Atomic]
    public IReadOnlyList<APIResource> Resources { get; init; } = [];
}
