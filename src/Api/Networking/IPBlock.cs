namespace Kubesharp.Api.Networking;

/// <summary>A network without some of its parts.</summary>
[Definition("io.k8s.api.networking.v1.IPBlock")]
public sealed partial record IPBlock
{
    /// <summary>The value with nothing set.</summary>
    public static IPBlock Empty { get; } = new();

    /// <summary>The network: 192.168.0.0/16 or 2001:db8::/64.</summary>
    [Field(1, "cidr", Always = true), Required] public string Cidr { get; init; } = "";
    /// <summary>Networks inside of cidr that are left out.</summary>
    [Field(2, "except"), Atomic] public IReadOnlyList<string> Except { get; init; } = [];
}
