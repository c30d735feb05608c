using System.Runtime.CompilerServices;
using Kubesharp.Api.Transport;

namespace Kubesharp;

/// <summary>
/// A way to a server that may be started anew: what is under way when it stops ends like a broken connection, and the
/// next request goes to the new one.
/// </summary>
/// <param name="route">The present server, and what ends with it; null while there is none.</param>
internal sealed class ReroutedTransport(Func<(ITransport Way, CancellationToken Ends)?> route) : ITransport
{
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        (ITransport way, CancellationToken ends) = route() ?? throw Gone();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, ends);
        try
        {
            return await way.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Gone();
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (ITransport way, CancellationToken ends) = route() ?? throw Gone();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, ends);
        await using IAsyncEnumerator<WatchEvent> events =
            way.WatchAsync(request, either.Token).GetAsyncEnumerator(either.Token);
        while (true)
        {
            try
            {
                if (!await events.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Gone();
            }
            yield return events.Current;
        }
    }

    private static IOException Gone() => new("the server has gone");
}
