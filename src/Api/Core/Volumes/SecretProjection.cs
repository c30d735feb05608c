namespace Kubesharp.Api.Core;

/// <summary>Files from the keys of a Secret.</summary>
[Definition("io.k8s.api.core.v1.SecretProjection")]
public sealed partial record SecretProjection
{
    /// <summary>The value with nothing set.</summary>
    public static SecretProjection Empty { get; } = new();

    /// <summary>The Secret; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Only these keys, each as this file. Empty: each key as a file of its name.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>When true the Secret or its keys may be missing. Otherwise the Pod waits for them.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
