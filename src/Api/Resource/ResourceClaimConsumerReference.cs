namespace Kubesharp.Api.Resource;

/// <summary>A resource claim consumer reference.</summary>
[Definition("io.k8s.api.resource.v1.ResourceClaimConsumerReference")]
public sealed partial record ResourceClaimConsumerReference
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimConsumerReference Empty { get; } = new();

    /// <summary>Api group.</summary>
    [Field(1, "apiGroup")] public string ApiGroup { get; init; } = "";
    /// <summary>Resource.</summary>
    [Field(3, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(4, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(5, "uid", Always = true), Required] public string Uid { get; init; } = "";
}
