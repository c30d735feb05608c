using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Names a figure.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricIdentifier")]
public sealed partial record MetricIdentifier
{
    /// <summary>The value with nothing set.</summary>
    public static MetricIdentifier Empty { get; } = new();

    /// <summary>The figure's name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Labels that tell figures of the same name apart. Absent: the name is enough.</summary>
    [Field(2, "selector")] public LabelSelector? Selector { get; init; }
}
