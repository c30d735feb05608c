namespace Kubesharp.Api.Storage;

/// <summary>A volume attributes class.</summary>
[ApiResource("storage.k8s.io/v1", "VolumeAttributesClass", "volumeattributesclasses", Namespaced = false,
    ShortNames = ["vac"])]
[Definition("io.k8s.api.storage.v1.VolumeAttributesClass")]
public sealed partial record VolumeAttributesClass : ApiObject
{
    /// <summary>Driver name.</summary>
    [Field(2, "driverName", Always = true), Required] public string DriverName { get; init; } = "";
    /// <summary>Parameters.</summary>
    [Field(3, "parameters")] public IReadOnlyDictionary<string, string> Parameters { get; init; } = Maps.None<string>();
}
