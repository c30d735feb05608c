namespace Kubesharp.Api.Core;

/// <summary>A host alias.</summary>
[Definition("io.k8s.api.core.v1.HostAlias")]
public sealed partial record HostAlias
{
    /// <summary>The value with nothing set.</summary>
    public static HostAlias Empty { get; } = new();

    /// <summary>Ip.</summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
    /// <summary>Hostnames.</summary>
    [Field(2, "hostnames"), Atomic] public IReadOnlyList<string> Hostnames { get; init; } = [];
}
