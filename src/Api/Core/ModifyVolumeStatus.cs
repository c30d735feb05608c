namespace Kubesharp.Api.Core;

/// <summary>What is observed of a ModifyVolume.</summary>
[Definition("io.k8s.api.core.v1.ModifyVolumeStatus")]
public sealed partial record ModifyVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ModifyVolumeStatus Empty { get; } = new();

    /// <summary>Target volume attributes class name.</summary>
    [Field(1, "targetVolumeAttributesClassName")] public string TargetVolumeAttributesClassName { get; init; } = "";
    /// <summary>Status. One of: Pending, InProgress, Infeasible.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
}
