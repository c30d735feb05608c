namespace Kubesharp.Linux.Nftables;

/// <summary>What a command gave. <see cref="Error"/> is nft's own text, empty when it succeeded.</summary>
public sealed record NftablesResult(bool Succeeded, string Output, string Error);
