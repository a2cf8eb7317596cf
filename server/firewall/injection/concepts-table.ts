/**
 * Words of the same meaning, in many languages, under one name. A word with `*` stands for all that begin so; several
 * words joined by `_` are a phrase. All are written as `normaliseText` leaves them.
 */
export const CONCEPTS: readonly (readonly [name: string, words: string])[] = [
  [
    "ignore",
    "ignore* ignori* disregard* forget forgets forgetting neglect* overlook overlooks discard dismiss* skip omit pay_no_attention do_not_follow dont_follow stop_following set_aside put_aside throw_away drop_all erase wipe cancel* revoke* void nullif* supersede* ignora* ignoriere* vergiss vergesst vergessen missachte* ignorez oublie oubliez oublier esquece* esqueca* desconsider* olvida* olvide* descarta* descarte* omite dimentica* scarta trascura* ignorujcie ignoruj zapomnij pomin игнорир* проигнорир* забудь* забыть отмени* отбрось* ігноруй* забудь yoksay unut unutun gormezden_gel dikkate_alma negeer negeren vergeet ignorera glom bo_qua quen abaikan lupakan 忽略 无视 忘记 忘掉 忽視 無視 忘れ 不要理会 不管 不再遵 무시 잊어 잊고 잊으 नजरअंदाज अनदेखा भूल تجاهل انس انسى تجاهلوا اغفل नज़रअंदाज़",
  ],
  [
    "prior",
    "previous* prior preceding earlier above foregoing before existing original initial initially so_far up_to_now anterior* previa* previo* acima arriba vorherig* vorige* bisherig* obig* zuvor davor precedent* anterieure* avant ci_dessus precedente* precedenti* sopra poprzedni* wczesniej* powyzsz* предыдущ* прежн* ранее прошл* попередн* onceki daha_once yukaridaki vorige eerdere voorgaande tidigare foregaende truoc tren sebelumnya di_atas 之前 以前 先前 前面 以上 上面 上述 前の これまで 今まで 이전 앞선 위의 지금까지 पिछले पिछली पहले السابقة السابق السابقه قبل",
  ],
  [
    "all",
    "all any every everything whatever entire whole todas todos toda todo alle alles allen tous toutes tutte tutti wszystk* все всех всё butun tum tat_ca moi semua 所有 一切 全部 すべて 全て 모든 सभी सारे جميع كل كافة",
  ],
  [
    "instruct",
    "instruct* directive* guideline* command commands order orders rule rules regulation* instrucc* instruc* anweisung* anleitung* vorgabe* regel regeln befehl* consigne* regle* directiv* istruzion* direttiv* regol* comand* regra* diretriz* orden ordenes regla* directriz* polecen* instrukc* zasad* wytyczn* инструкц* указан* правил* команд* распоряжен* інструкц* вказівк* talimat* yonerge* kural* komut* instructies opdracht* regels instruktion* regler huong_dan chi_thi quy_tac lenh instruksi perintah aturan 指令 指示 命令 规则 規則 要求 指引 ルール 지시 지침 명령 규칙 निर्देश* नियम* आदेश* التعليمات تعليمات* الاوامر اوامر القواعد الارشادات تعليماتك",
  ],
  [
    "prompt",
    "prompt prompts preprompt metaprompt system_prompt system_message system_instruction* initial_message hidden_prompt base_prompt configuration configuracion configuracao konfiguration systemprompt промпт* промт* 提示词 系统提示 提示 プロンプト 프롬프트 प्रॉम्प्ट موجه الموجه istem",
  ],
  [
    "system",
    "system systems sys sistema systeme sistema системн* систем* sistem systeem systemu 系统 系統 システム 시스템 सिस्टम النظام نظام",
  ],
  [
    "reveal",
    "reveal* show shows display* print prints output outputs leak* dump* disclose* divulge expose exposes share echo recite tell give list return paste quote extract summarize describe what_is what_are what_were muestra* mostra* mostre revela* imprime imprima diga* dime zeig* zeige offenbare verrate gib montre* affiche* revele* donne mostra rivela stampa dimmi pokaz* ujawnij wypisz podaj покажи* раскрой* выведи* напиши скажи расскажи покажи goster* acikla yazdir soyle toon geef onthul visa avsloja hien_thi tiet_lo cho_toi tampilkan ungkap* beritahu 显示 展示 告诉 透露 泄露 输出 打印 列出 给我 教えて 表示 出力 見せて 보여 알려 출력 공개 दिखाओ दिखाएं बताओ बताएं اعرض اظهر اكشف اطبع اخبرني",
  ],
  [
    "verbatim",
    "verbatim word_for_word exactly exact entirely unmodified in_full full complete raw literally repeat repeats repita repite wiederhole* wortlich* mot_a_mot repete* ripeti powtorz doslownie повтори* дословно полностью tekrarla aynen herhaal letterlijk 逐字 重复 原文 完整 一字一句 そのまま 繰り返 그대로 반복 전체 दोहराओ शब्दशः كرر حرفيا كاملة",
  ],
  [
    "hidden",
    "hidden secret* confidential* internal private classified restricted oculto* secreto* segredo* confidencia* geheim* vertraulich* versteckt* secrets confidentiel* nascost* segret* ukryt* tajn* poufn* скрыт* секретн* тайн* конфиденц* gizli verborgen geheime hemlig* bi_mat rahasia tersembunyi 隐藏 秘密 机密 保密 秘密 非公開 隠され 비밀 숨겨진 기밀 गुप्त छिपे سري السري المخفية سرية",
  ],
  [
    "credential",
    "password passwords passwd passphrase credential credentials api_key apikey api_keys token tokens secret_key ssh key keys flag contrasena senha passwort mot_de_passe haslo пароль* sifre wachtwoord 密码 口令 パスワード 비밀번호 पासवर्ड كلمة_المرور",
  ],
  [
    "act",
    "act_as acting_as acts_as pretend* roleplay role_play roleplaying simulate* impersonat* emulate* imagine_you behave_as play_the_role take_the_role take_on assume_the embody respond_as answer_as you_are_now you_will_be youre_now act_like become becoming transform actua* comportate finge finja fingir aja atue interpret* tu_es_maintenant agis comporte* fais_semblant jouer tu_joues spiel* stell_dir_vor verhalte_dich du_bist_jetzt du_bist_nun tu_so tu_als agisci comportati fai_finta sei_ora zachowuj udawaj jestes_teraz wciel притвор* веди_себя действуй представь ты_теперь теперь_ты gibi_davran rol_yap artik_sen doe_alsof gedraag je_bent_nu lat_som dong_vai hay_gia_vo bertindak berpura* 扮演 假装 假裝 充当 作为 你现在是 模拟 なりきって ふりをし 演じ 振る舞 역할 행동해 척해 연기 अभिनय बनकर دور تظاهر تصرف",
  ],
  [
    "fromnow",
    "from_now_on from_now from_this_point going_forward henceforth onwards starting_now effective_immediately now immediately no_longer instantly hereby a_partir_de_agora de_ahora_en_adelante desde_ahora de_agora_em_diante ab_jetzt von_nun_an ab_sofort jetzt nun desormais a_partir_de_maintenant a_partire_da_ora da_ora_in_poi d_ora_in_poi od_teraz teraz отныне теперь с_этого_момента bundan_sonra artik simdi vanaf_nu nu_av fran_och_med_nu tu_gio bay_gio mulai_sekarang sekarang 从现在 现在起 从今 今から これから 今後 이제부터 지금부터 अब_से अब من_الان الان",
  ],
  [
    "free",
    "unrestricted unfiltered uncensored unlimited unbound unshackled unchained unconstrained no_restrictions no_restriction no_limits no_limit no_limitations no_rules no_filters no_filter no_boundaries no_guidelines no_ethics no_morals no_censorship without_restrictions without_any_restriction without_any_restrictions without_any_limits without_any_filter without_any_filters without_any_rules without_any_ethical without_any_moral without_any_censorship without_limits without_filters without_limitations without_censorship without_ethical without_moral free_from free_of broken_free freed do_anything_now do_anything_i can_do_anything anything_now anything_goes sin_restricciones sin_limites sin_filtros sin_censura sem_restricoes sem_limites sem_filtros sem_censura ohne_einschrankungen uneingeschrankt* ohne_filter ohne_regeln ohne_grenzen sans_restriction* sans_limite* sans_filtre* sans_censure senza_restrizioni senza_limiti senza_filtri senza_censura bez_ograniczen bez_filtrow bez_cenzury без_ограничений без_цензуры без_фильтров sinirsiz kisitlamasiz sansursuz zonder_beperkingen utan_begransningar khong_gioi_han khong_bi_gioi_han tanpa_batas tanpa_batasan tanpa_filter 没有限制 无限制 没有任何限制 不受限制 无过滤 不受约束 制限なし 制限のない 無制限 제한없 제한이없 제약없 बिना_किसी बिना_प्रतिबंध بدون_قيود بلا_قيود دون_قيود",
  ],
  [
    "limit",
    "restrict* limit limits limitation* constraint* boundary boundaries filter filters filtering censor* guardrail* shackles restriccion* limitacion* filtro* restricoe* restrico* limitaco* einschrankung* beschrankung* grenzen limite* filtre* restrizion* ograniczen* ограничен* фильтр* цензур* kisitlama* sinirlama* filtre* beperking* begransning* gioi_han batasan pembatasan 限制 约束 过滤 審查 审查 制限 制約 フィルタ 제한 제약 필터 검열 प्रतिबंध सीमा قيود القيود حدود",
  ],
  [
    "safety",
    "safety safeguard* ethic* moral* policy policies content_policy terms_of_service guardrails alignment aligned compliance safe_mode security_protocol* protocol protocols legal legality seguridad seguranca etic* sicherheit* richtlinie* ethisch* securite ethique* sicurezza bezpieczenstw* etyk* безопасност* этик* этическ* моральн* политик* guvenlik etik veiligheid* ethisch sakerhet* an_toan dao_duc keamanan etika 安全 道德 伦理 政策 倫理 ポリシー 안전 윤리 정책 सुरक्षा नैतिक الامان السلامة الاخلاق سياسة",
  ],
  [
    "ai",
    "ai llm llms assistant chatbot chatbots bot language_model model gpt chatgpt gpt-4 gpt4 claude gemini bard llama copilot asistente assistente assistent* modele intelligence_artificielle kunstliche asystent* ассистент* помощник* модел* ии yapay_zeka asistan tro_ly asisten kecerdasan 助手 人工智能 机器人 语言模型 アシスタント 어시스턴트 인공지능 सहायक المساعد مساعد الذكاء",
  ],
  [
    "maker",
    "openai anthropic google_deepmind deepmind meta_ai xai microsoft creators developers developer administrator admin root superuser sudo maintainer engineer authorized authorised permission clearance desarrollador desenvolvedor entwickler developpeur sviluppatore programist* administrator* разработчик* администратор* gelistirici yonetici ontwikkelaar utvecklare nha_phat_trien quan_tri pengembang 开发者 管理员 開発者 管理者 개발자 관리자 डेवलपर المطور المسؤول",
  ],
  [
    "mode",
    "mode modo modus tryb tryb режим* modu modunda lage che_do 模式 モード 모드 मोड وضع developer_mode dev_mode debug_mode god_mode admin_mode maintenance_mode jailbreak_mode sudo_mode test_mode",
  ],
  [
    "bypass",
    "bypass* circumvent* disable* deactivat* override* overrid* turn_off switch_off shut_off turned_off evade* get_around work_around sidestep* break_free unlock* remove_all lift_all suspend* supersede desactiva* desative desativa* omitir eludir burla* deaktivier* umgeh* uberschreib* aushebel* desactive* contourn* outrepass* disattiva* disabilita* aggira* wylacz* obejdz* omin отключи* обойди* обойти сними devre_disi atla gec schakel omzeil* inaktivera kringga vo_hieu tat bypass nonaktifkan lewati 绕过 禁用 关闭 解除 覆盖 突破 回避 無効 解除 バイパス 우회 비활성 해제 बायपास अक्षम تجاوز عطل تعطيل",
  ],
  [
    "new",
    "new newer updated revised different actual real true latest nuevo* nueva* novo* nova* neue neuen neues nouveau nouvelle* nuov* now_your nowe nowy новы* новая новое yeni nieuwe nya moi baru 新的 新指令 新しい 새로운 नए नया जديدة الجديدة",
  ],
  [
    "instead",
    "instead rather only just simply nothing_else and_nothing_else en_su_lugar en_vez solamente em_vez apenas stattdessen sondern nur au_lieu plutot seulement invece soltanto zamiast вместо только yerine sadece in_plaats alleen istallet thay_vao chi hanya sebagai_gantinya 而是 只 代わり だけ 대신 오직 बजाय केवल बدلا فقط",
  ],
  [
    "answer",
    "answer* respond* reply replies say says saying write writes generate* produce provide* begin_with start_with responde* responda respuesta di diga escribe escreva antworte* sag sage schreib* reponds repondez dis ecris rispondi scrivi di_solo odpowiedz napisz powiedz ответь* отвечай* напиши* скажи* cevapla* yanitla* yaz antwoord* schrijf svara skriv tra_loi viet jawab* tulis katakan 回答 回复 说 写 回應 答えて 言って 返答 대답 답변 말해 써줘 जवाब लिखो कहो اجب قل اكتب رد",
  ],
  [
    "must",
    "must always never shall obey obeys comply complies follow follows required mandatory strictly debes siempre nunca debe obedece deve sempre obedeca musst immer niemals gehorche* dois toujours jamais obeis* devi sempre mai obbedisci musisz zawsze nigdy должен* всегда никогда подчиня* zorunda her_zaman asla moet altijd nooit maste alltid aldrig phai luon harus selalu jangan 必须 总是 永远 服从 绝不 必ず 決して 従って 반드시 항상 절대 복종 हमेशा कभी ज़रूर يجب دائما ابدا اطع",
  ],
  [
    "attention",
    "important urgent attention critical warning alert notice emergency priority highest importante urgente atencion atencao wichtig dringend achtung urgent attention avertissement importante attenzione wazne uwaga pilne важно внимание срочно onemli dikkat acil belangrijk viktigt quan_trong khan_cap penting perhatian darurat 重要 注意 紧急 警告 緊急 중요 긴급 경고 주의 महत्वपूर्ण ध्यान مهم تنبيه عاجل",
  ],
  [
    "refuse",
    "refuse* refusing decline* deny denies apologi* sorry cannot cant unable disclaimer* warnings lecture* moralize* moralizing hedge judgment judgement as_an_ai break_character rechaza* niegues recuse* recusa* weiger* lehne ablehn* entschuldig* refuse* excuses rifiut* odmawiaj odmow* отказ* откажи* извин* reddet* weiger* vagra tu_choi menolak menolak 拒绝 道歉 免责 断る 拒否 거부 거절 मना رفض ترفض اعتذر",
  ],
  [
    "you",
    "you your yours yourself youre u ur tu tus te vos voce seu sua seus suas du dein deine deinen deiner ihr ihre vous votre vos tes ton ta tuo tua tuoi tue ty twoj* swoj* ты твой твои твоих твою вы ваш* свои свой sen senin je jouw jij din dina ban cua_ban kamu anda 你 你的 您 あなた 君 당신 너 네 आप आपके आपकी तुम انت لك",
  ],
  [
    "user",
    "user users human operator usuario* benutzer nutzer utilisateur* utente utenti uzytkownik* пользовател* kullanici* gebruiker* anvandar* nguoi_dung pengguna 用户 ユーザ 사용자 उपयोगकर्ता المستخدم",
  ],
  [
    "role",
    "character persona personas role roles identity alter_ego in_character personaje papel personagem rolle personnage personaggio ruolo postac* rol* персонаж* роль* karakter rol nhan_vat vai_tro karakter peran 角色 人格 身份 キャラ 役 캐릭터 भूमिका شخصية",
  ],
  [
    "fiction",
    "story fiction* fictional hypothetical* novel scenario scene movie script game imaginary alternate universe dream grandma grandmother deceased historia ficcion hipotetic* cuento jogo ficcao geschichte fiktiv* hypothetisch* histoire fictif* fictive storia ipotetic* opowiesc fikcyjn* история* вымышлен* гипотетич* hikaye kurgu varsayimsal verhaal 故事 虚构 假设 小说 物語 架空 仮定 소설 가상 कहानी काल्पनिक قصة خيالي",
  ],
  [
    "evil",
    "evil amoral immoral illegal illegally unethical* harmful dangerous malicious offensive explicit nsfw chaotic rogue machiavellian villain* hack* hacking exploit* malware virus weapon* bomb* explosive* drug drugs meth poison steal* kill murder phishing ransomware keylogger ilegal* inmoral malvad* illegal* boshaft* schadlich* illegale* malveillant* illegale dannos* nielegaln* zlosliw* незаконн* вредоносн* злой злая yasadisi zararli illegaal bat_hop_phap nguy_hiem ilegal berbahaya jahat 非法 有害 邪恶 危险 違法 有害 危険 불법 유해 위험 अवैध हानिकारक غير_قانوني ضار خطير",
  ],
  [
    "send",
    "send sends sending forward forwards transfer* transmit* exfiltrat* upload* post posts submit email_to mail_to cc bcc envia* envie mande enviar sende* schick* ubermittel* envoie* envoyez transmet* invia* inoltra* wyslij przeslij отправ* перешли* отошли gonder* ilet stuur verzend skicka gui chuyen kirim* teruskan 发送 转发 上传 送信 転送 보내 전송 전달 भेजो भेजें ارسل حول",
  ],
  [
    "link",
    "http https url urls link links website www webhook endpoint click visit browse navigate attacker evil.com domain enlace lien collegamento ссылк* baglanti lien_ket tautan 链接 网址 リンク 링크 लिंक رابط",
  ],
  [
    "data",
    "data email_address emails conversation history chat_history context messages contacts files documents database account balance payment customer records personal_information datos conversacion dados conversa daten gesprach* donnees historique dati conversazione dane rozmow* данны* переписк* истори* veri veriler gegevens uppgifter du_lieu data_pengguna 数据 对话 历史 データ 会話 履歴 데이터 대화 डेटा बातचीत البيانات المحادثة",
  ],
  [
    "tool",
    "function functions tool tools execute* run invoke* call_the shell bash terminal eval exec os.system subprocess curl wget rm delete* drop_table shutdown format_disk sudo_rm cmd powershell ejecuta* execute ausfuhr* fuhre execut* esegui* wykonaj выполни* запусти* calistir* uitvoer* voer kor thuc_thi jalankan 执行 运行 调用 删除 実行 呼び出 削除 실행 호출 삭제 चलाओ نفذ شغل احذف",
  ],
  [
    "boundary",
    "end_of begin_of start_of end_system end_user begin_system new_session new_conversation start_over reset restart reboot initialize fin_de inicio_de fim_do ende_der fin_du fine_del koniec конец son_of einde slutet het ket_thuc akhir 结束 开始 终了 終了 開始 끝 시작 समाप्त نهاية",
  ],
  [
    "jailbreak",
    "jailbreak* jailbroken dan stan aim devmode evilbot evil_bot betterdan antidan chatgod basedgpt mongo_tom freegpt darkgpt wormgpt fraudgpt opposite_mode opengpt developer_mode_output dan_mode prompt_injection pwned",
  ],
  [
    "override",
    "takes_precedence take_precedence take_priority override_code higher_priority highest_priority overrides superseding replaces replace_your change_your update_your modify_your reprogram* your_new your_real your_true your_actual your_only tu_nueva tu_nuevo sua_nova seu_novo deine_neue ta_nouvelle tuo_nuovo twoje_nowe твоя_новая твой_новый yeni_gorevin",
  ],
  [
    "task",
    "task tasks goal objective mission purpose job assignment duty tarea tareas objetivo tarefa tarefas missao aufgabe aufgaben ziel tache taches objectif compito obiettivo zadani* cel задач* задани* цель gorev* amac taak doel uppgift* nhiem_vu muc_tieu tugas tujuan 任务 目标 タスク 目的 작업 임무 목표 कार्य लक्ष्य مهمة مهمتك هدف",
  ],
  [
    "negate",
    "dont do_not not without no nicht kein keine ne pas sin sem non nie не без nao nunca değil niet inte khong tidak 不要 不 しない 않 마 नहीं لا",
  ],
  [
    "ask",
    "how why explain what who when where which whats meaning definition difference learn understand help please translate fix summarise write_a create_a como cuando que por_que wie warum was comment pourquoi come perche jak dlaczego как почему nasil neden hoe waarom hur varfor lam_the_nao tai_sao bagaimana mengapa 如何 怎么 什么 为什么 どう なぜ 어떻게 왜 कैसे क्यों كيف لماذا",
  ],
];
