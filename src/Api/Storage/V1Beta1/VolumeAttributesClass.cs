namespace Kubesharp.Api.Storage.V1Beta1;

/// <summary>
/// A set of attributes of volumes that can be changed while they are in use, such as operations a second.
/// </summary>
[ApiResource("storage.k8s.io/v1beta1", "VolumeAttributesClass", "volumeattributesclasses", Namespaced = false,
    ShortNames = ["vac"])]
[Definition("io.k8s.api.storage.v1beta1.VolumeAttributesClass")]
public sealed partial record VolumeAttributesClass : ApiObject
{
    /// <summary>The storage driver that knows them. Cannot be changed.</summary>
    [Field(2, "driverName", Always = true), Required] public string DriverName { get; init; } = "";
    /// <summary>
    /// The attributes; the driver alone knows their meaning. Cannot be changed. At most 512, together 256 KiB.
    /// </summary>
    [Field(3, "parameters")] public IReadOnlyDictionary<string, string> Parameters { get; init; } = Maps.None<string>();
}
