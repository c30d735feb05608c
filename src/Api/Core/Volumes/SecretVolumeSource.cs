namespace Kubesharp.Api.Core;

/// <summary>Files from the keys of a Secret; they follow its changes and are kept in memory.</summary>
[Definition("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed partial record SecretVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static SecretVolumeSource Empty { get; } = new();

    /// <summary>The Secret; it is in the Pod's namespace.</summary>
    [Field(1, "secretName")] public string SecretName { get; init; } = "";
    /// <summary>Only these keys, each as this file. Empty: each key as a file of its name.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>The mode of files that name none: octal 0 to 0777 in YAML, decimal in JSON. Defaults to 0644.</summary>
    [Field(3, "defaultMode")] public int? DefaultMode { get; init; }
    /// <summary>When true the Secret or its keys may be missing. Otherwise the Pod waits for them.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
