namespace Kubesharp.Api.Core;

/// <summary>How a change of a volume's attributes goes.</summary>
[Definition("io.k8s.api.core.v1.ModifyVolumeStatus")]
public sealed partial record ModifyVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ModifyVolumeStatus Empty { get; } = new();

    /// <summary>The VolumeAttributesClass that it is changed to.</summary>
    [Field(1, "targetVolumeAttributesClassName")] public string TargetVolumeAttributesClassName { get; init; } = "";
    /// <summary>
    /// It waits for something (Pending), is under way (InProgress), or the driver has refused it (Infeasible). One of:
    /// Pending, InProgress, Infeasible.
    /// </summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
}
