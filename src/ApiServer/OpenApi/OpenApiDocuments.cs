using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>The OpenAPI documents of what is served.</summary>
internal sealed class OpenApiDocuments
{
    public Reply V2() => new StatusReply(StatusErrors.PathNotFound());
    public Reply Index() => new StatusReply(StatusErrors.PathNotFound());
    public Reply V3() => new StatusReply(StatusErrors.PathNotFound());
}
