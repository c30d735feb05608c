namespace Kubesharp.Api.Core;

/// <summary>A resource health.</summary>
[Definition("io.k8s.api.core.v1.ResourceHealth")]
public sealed partial record ResourceHealth
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceHealth Empty { get; } = new();

    /// <summary>Resource ID.</summary>
    [Field(1, "resourceID", Always = true), Required] public string ResourceID { get; init; } = "";
    /// <summary>Health. One of: Healthy, Unhealthy, Unknown.</summary>
    [Field(2, "health")] public string Health { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string? Message { get; init; }
}
