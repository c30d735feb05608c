namespace Kubesharp.Api.Core;

/// <summary>A claim of the Pod that a container uses.</summary>
[Definition("io.k8s.api.core.v1.ResourceClaim")]
public sealed partial record ResourceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaim Empty { get; } = new();

    /// <summary>The claim, as spec.resourceClaims calls it.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Only this request of the claim. Empty: all of them.</summary>
    [Field(2, "request")] public string Request { get; init; } = "";
}
