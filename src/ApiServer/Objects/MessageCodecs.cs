using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;

namespace Kubesharp.ApiServer.Objects;

/// <summary>The codecs of messages that have no collection of their own.</summary>
internal static class MessageCodecs
{
    public static KindCodec Status { get; } = new MessageCodec<Status>();
    public static KindCodec DeleteOptions { get; } = new MessageCodec<DeleteOptions>();
    public static KindCodec Scale { get; } = new MessageCodec<Scale>();
    public static KindCodec Binding { get; } = new MessageCodec<Binding>();
    public static KindCodec Eviction { get; } = new MessageCodec<Eviction>();
    public static KindCodec TokenRequest { get; } = new MessageCodec<TokenRequest>();
}
