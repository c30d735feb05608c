namespace Kubesharp.Api.Autoscaling;

/// <summary>The number of Pods of something that can be scaled, whatever its kind.</summary>
[ApiKind("autoscaling/v1", "Scale")]
[Definition("io.k8s.api.autoscaling.v1.Scale")]
public sealed partial record Scale : ApiObject
{
    /// <summary>How many Pods are wanted.</summary>
    [Field(2, "spec")] public ScaleSpec Spec { get; init; } = ScaleSpec.Empty;
    /// <summary>How many Pods there are.</summary>
    [Field(3, "status")] public ScaleStatus Status { get; init; } = ScaleStatus.Empty;
}

/// <summary>How many Pods are wanted.</summary>
[Definition("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted. Defaults to 0.</summary>
    [Field(1, "replicas"), DocumentedDefault("0")] public int Replicas { get; init; }
}

/// <summary>How many Pods there are.</summary>
[Definition("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed partial record ScaleStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleStatus Empty { get; } = new();

    /// <summary>How many Pods were last counted.</summary>
    [Field(1, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>The labels of the Pods that count, as a label selector in text form: app=web.</summary>
    [Field(2, "selector")] public string Selector { get; init; } = "";
}
