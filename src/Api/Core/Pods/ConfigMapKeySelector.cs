namespace Kubesharp.Api.Core;

/// <summary>One key of a ConfigMap.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapKeySelector", Atomic = true)]
public sealed partial record ConfigMapKeySelector
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapKeySelector Empty { get; } = new();

    /// <summary>The ConfigMap; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Which of its keys.</summary>
    [Field(2, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>When true the ConfigMap or the key may be missing. Otherwise the container waits for it.</summary>
    [Field(3, "optional")] public bool? Optional { get; init; }
}
