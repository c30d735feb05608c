namespace Kubesharp.Api.Resource;

/// <summary>A device request.</summary>
[Definition("io.k8s.api.resource.v1.DeviceRequest")]
public sealed partial record DeviceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceRequest Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Exactly.</summary>
    [Field(2, "exactly")] public ExactDeviceRequest? Exactly { get; init; }
    /// <summary>First available.</summary>
    [Field(3, "firstAvailable"), Atomic] public IReadOnlyList<DeviceSubRequest> FirstAvailable { get; init; } = [];
}
