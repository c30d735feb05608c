namespace Kubesharp.Api.Networking;

/// <summary>A IP block.</summary>
[Definition("io.k8s.api.networking.v1.IPBlock")]
public sealed partial record IPBlock
{
    /// <summary>The value with nothing set.</summary>
    public static IPBlock Empty { get; } = new();

    /// <summary>Cidr.</summary>
    [Field(1, "cidr", Always = true), Required] public string Cidr { get; init; } = "";
    /// <summary>Except.</summary>
    [Field(2, "except"), Atomic] public IReadOnlyList<string> Except { get; init; } = [];
}
