namespace Kubesharp.Api.Core;

/// <summary>The health of one device.</summary>
[Definition("io.k8s.api.core.v1.ResourceHealth")]
public sealed partial record ResourceHealth
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceHealth Empty { get; } = new();

    /// <summary>What the driver calls the device.</summary>
    [Field(1, "resourceID", Always = true), Required] public string ResourceID { get; init; } = "";
    /// <summary>Whether it works, as the driver says. One of: Healthy, Unhealthy, Unknown.</summary>
    [Field(2, "health")] public string Health { get; init; } = "";
    /// <summary>What the driver says besides.</summary>
    [Field(6, "message")] public string? Message { get; init; }
}
