using Kubesharp.ApiServer.Objects;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Storage;

/// <summary>What became of a write.</summary>
/// <param name="Outcome">Written, or why not.</param>
/// <param name="Object">As stored, or the last state of what was deleted; null after a refusal.</param>
/// <param name="Revision">Of the write; 0 after a refusal.</param>
/// <param name="Message">Why not, fit for a user.</param>
public sealed record StorageResult(WriteOutcome Outcome, EncodedObject? Object, long Revision, string Message)
{
    public bool Succeeded => Outcome == WriteOutcome.Written;
}
