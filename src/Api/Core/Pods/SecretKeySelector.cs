namespace Kubesharp.Api.Core;

/// <summary>One key of a Secret.</summary>
[Definition("io.k8s.api.core.v1.SecretKeySelector", Atomic = true)]
public sealed partial record SecretKeySelector
{
    /// <summary>The value with nothing set.</summary>
    public static SecretKeySelector Empty { get; } = new();

    /// <summary>The Secret; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Which of its keys.</summary>
    [Field(2, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>When true the Secret or the key may be missing. Otherwise the container waits for it.</summary>
    [Field(3, "optional")] public bool? Optional { get; init; }
}
