using System.Text.Encodings.Web;

namespace Kubesharp.ApiServer.Documents;

/// <summary>How our own documents escape text: quotes and control characters only, as other servers do.</summary>
internal static class JsonText
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
