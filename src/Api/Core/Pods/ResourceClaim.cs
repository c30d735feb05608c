namespace Kubesharp.Api.Core;

/// <summary>A resource claim.</summary>
[Definition("io.k8s.api.core.v1.ResourceClaim")]
public sealed partial record ResourceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaim Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Request.</summary>
    [Field(2, "request")] public string Request { get; init; } = "";
}
