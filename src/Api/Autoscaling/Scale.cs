namespace Kubesharp.Api.Autoscaling;

/// <summary>A scale.</summary>
[ApiKind("autoscaling/v1", "Scale")]
[Definition("io.k8s.api.autoscaling.v1.Scale")]
public sealed partial record Scale : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public ScaleSpec Spec { get; init; } = ScaleSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public ScaleStatus Status { get; init; } = ScaleStatus.Empty;
}

/// <summary>What a Scale should be.</summary>
[Definition("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted (in a spec) or counted (in a status). Defaults to 0.</summary>
    [Field(1, "replicas"), DocumentedDefault("0")] public int Replicas { get; init; }
}

/// <summary>What is observed of a Scale.</summary>
[Definition("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed partial record ScaleStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleStatus Empty { get; } = new();

    /// <summary>How many Pods are wanted (in a spec) or counted (in a status).</summary>
    [Field(1, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(2, "selector")] public string Selector { get; init; } = "";
}
