namespace Kubesharp.Api.Core;

/// <summary>A variable for each key of a Secret.</summary>
[Definition("io.k8s.api.core.v1.SecretEnvSource")]
public sealed partial record SecretEnvSource
{
    /// <summary>The value with nothing set.</summary>
    public static SecretEnvSource Empty { get; } = new();

    /// <summary>The Secret; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>When true the Secret may be missing. Otherwise the container waits for it.</summary>
    [Field(2, "optional")] public bool? Optional { get; init; }
}
