namespace Kubesharp.Api.Core;

/// <summary>Files from the keys of a ConfigMap; they follow its changes.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapVolumeSource")]
public sealed partial record ConfigMapVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapVolumeSource Empty { get; } = new();

    /// <summary>The ConfigMap; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Only these keys, each as this file. Empty: each key as a file of its name.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>The mode of files that name none: octal 0 to 0777 in YAML, decimal in JSON. Defaults to 0644.</summary>
    [Field(3, "defaultMode")] public int? DefaultMode { get; init; }
    /// <summary>When true the ConfigMap or its keys may be missing. Otherwise the Pod waits for them.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
