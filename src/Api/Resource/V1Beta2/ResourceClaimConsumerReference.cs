namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Somebody who may use a claim, mostly a Pod.</summary>
[Definition("io.k8s.api.resource.v1beta2.ResourceClaimConsumerReference")]
public sealed partial record ResourceClaimConsumerReference
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimConsumerReference Empty { get; } = new();

    /// <summary>Group of its resource; empty for the core group.</summary>
    [Field(1, "apiGroup")] public string ApiGroup { get; init; } = "";
    /// <summary>Its resource, in the plural.</summary>
    [Field(3, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>Its name.</summary>
    [Field(4, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Its uid.</summary>
    [Field(5, "uid", Always = true), Required] public string Uid { get; init; } = "";
}
