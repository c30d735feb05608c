namespace Kubesharp.Api.FlowControl;

/// <summary>Names a priority level.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference")]
public sealed partial record PriorityLevelConfigurationReference
{
    /// <summary>The value with nothing set.</summary>
    public static PriorityLevelConfigurationReference Empty { get; } = new();

    /// <summary>The level.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
